// @ts-check
/** Puts the licence of the workspace into the package that is packed here: npm packs nothing from outside its folder. */
import { copyFileSync } from 'node:fs';

copyFileSync(new URL('../LICENSE', import.meta.url), 'LICENSE');
