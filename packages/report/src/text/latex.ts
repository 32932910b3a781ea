import { visible } from './visible.ts';

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '"': '\\textquotedbl{}',
  '|': '\\textbar{}',
  '–': '--',
  '—': '---',
  '−': '$-$',
  '±': '$\\pm$',
  '≥': '$\\geq$',
  '≤': '$\\leq$',
  '×': '$\\times$',
  ρ: '$\\rho$',
  '…': '\\dots{}',
  '[': '{[}',
  ']': '{]}',
};

/** Text for a LaTeX document with UTF-8 input and T1 fonts. Brackets are wrapped: after `\\` one would be an option. */
export function escapeLatex(text: string): string {
  return visible(text).replace(/[\\{}$&#%_^~<>"|–—−±≥≤×ρ…[\]]/g, (character) => SPECIAL[character]);
}
