import { DARK, figureStyle, LIGHT, OF_PAGE, themeProperties } from '../../svg/palette.ts';
import { rampStyle } from '../../svg/ramp.ts';
import { BASE } from './base.ts';
import { BLOCKS } from './blocks.ts';
import { GALLERY } from './gallery.ts';
import { LAYOUT } from './layout.ts';
import { PRINT } from './print.ts';

/** The pages' style sheet, figures included: light or dark as the reader's system is, and light on paper. */
export function pageStyle(): string {
  return `:root{color-scheme:light dark;${themeProperties(LIGHT)}}
${BASE}${LAYOUT}${BLOCKS}${GALLERY}
${figureStyle(OF_PAGE)}
${rampStyle('light')}
@media screen and (prefers-color-scheme:dark){:root{${themeProperties(DARK)}}
${rampStyle('dark')}}
${PRINT}`;
}
