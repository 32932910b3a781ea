import { sharedModules } from '@camscope/cli';
import { ARROWS } from '../../workspace/arrows.js';
import { FAMILIES, SINGLES } from '../../workspace/shape.js';
import { code, tableOf } from '../markdown.ts';

/** What a plugin in a file may import wherever it lies. */
export function sharedSection(): string {
  return `${Object.keys(sharedModules).map(code).join(', ')}.`;
}

/** What packages of each family may import, by the arrows that lint holds. */
export function importsSection(): string {
  const families = Object.entries(FAMILIES).filter(([, { plugin }]) => plugin);
  return tableOf(
    ['family', 'imports, beside libraries of others'],
    families.map(([family, { type }]) => [
      code(`${family}-*`),
      ARROWS[type].flatMap(packagesOf).map(code).join(', '),
    ]),
  );
}

/** The packages of a type, those of a family as one. */
function packagesOf(type: string): string[] {
  const single = Object.keys(SINGLES).filter((name) => SINGLES[name].type === type);
  const family = Object.keys(FAMILIES).filter((name) => FAMILIES[name].type === type);
  return [...single.map((name) => `@camscope/${name}`), ...family.map((name) => `@camscope/${name}-*`)];
}
