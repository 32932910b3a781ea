// @ts-check
import { constants } from 'node:os';

/** Keeps a library open, though Node closes it again for being no add-on. */
const RTLD_NODELETE = 0x1000;
const { RTLD_LAZY, RTLD_GLOBAL } = constants.dlopen;

/**
 * Opens a shared library for this process, where whatever needs it later finds it by its name.
 * @param {string} library a path, or a name that the loader looks for.
 * @returns {string | undefined} the loader's reason where it cannot be opened.
 */
export function openLibrary(library) {
  try {
    process.dlopen({ exports: {} }, library, RTLD_LAZY | RTLD_GLOBAL | RTLD_NODELETE);
    return undefined;
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    // It is open: what Node misses is an add-on in it.
    return message.startsWith('Module did not self-register') ? undefined : message;
  }
}

/**
 * The library that was not found, out of the loader's reason.
 * @param {string} reason
 */
export function notFoundIn(reason) {
  return /^(\S+): cannot open shared object file/.exec(reason)?.[1];
}
