// What a device keeps until there is a connection: one store of a database in the browser.
function open(databaseName: string, storeName: string): Promise<IDBDatabase> {
    return new Promise((found, failed) => {
        const asked = indexedDB.open(databaseName, 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore(storeName, { keyPath: 'id', autoIncrement: true });
        asked.onsuccess = () => found(asked.result);
        asked.onerror = () => failed(asked.error);
    });
}

/** What is sent carries a name of the device's own: sent again after a lost answer, the server takes it once. */
export const nameField = '_nyckel';
export const newName = () => Array.from(crypto.getRandomValues(new Uint8Array(24)), byte => byte.toString(16).padStart(2, '0')).join('');

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
