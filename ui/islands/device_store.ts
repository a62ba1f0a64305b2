// What a device keeps until there is a connection: one store of a database in the browser.
function open(databaseName: string, storeName: string): Promise<IDBDatabase> {
    return new Promise((found, failed) => {
        const asked = indexedDB.open(databaseName, 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore(storeName, { keyPath: 'id', autoIncrement: true });
        asked.onsuccess = () => found(asked.result);
        asked.onerror = () => failed(asked.error);
    });
}

export const storeOnDevice =
    (databaseName: string, storeName: string) =>
    async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
        const database = await open(databaseName, storeName);
        try {
            return await new Promise((done, failed) => {
                const asked = work(database.transaction(storeName, mode).objectStore(storeName));
                asked.onsuccess = () => done(asked.result);
                asked.onerror = () => failed(asked.error);
            });
        } finally {
            database.close();
        }
    };
