package io.tiercel.write.behind;

/** Makes the objects of the application from the forms that the cache holds. */
public interface StoredForms {

    /** Returns a key as the application sees it. */
    Object key(Object storedKey);

    /** Returns a value as the application sees it. */
    Object value(Object storedValue);
}
