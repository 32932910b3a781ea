/** The folder of the built application, to be served as it is; it is there once the package has been built. */
export const appFolder: URL = new URL('../app/', import.meta.url);
