package io.tiercel.write.behind;

import io.tiercel.folder.Forced;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;

/** Waits until the disk has what was written. */
interface LetterDisk {

    /** That of the system. */
    LetterDisk SYSTEM = new LetterDisk() {
        @Override
        public void force(Path path, FileDescriptor file) throws IOException {
            file.sync();
        }

        @Override
        public void forceNames(Path path) throws IOException {
            Forced.folder(path.toAbsolutePath().getParent());
        }
    };

    /** Forces the content of a file that is open. */
    void force(Path path, FileDescriptor file) throws IOException;

    /** Forces the names in the folder of a file. */
    void forceNames(Path path) throws IOException;
}
