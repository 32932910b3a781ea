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
  '≳': '$\\gtrsim$',
  '×': '$\\times$',
  '·': '$\\cdot$',
  '↑': '$\\uparrow$',
  '↓': '$\\downarrow$',
  '→': '$\\rightarrow$',
  '†': '\\dag{}',
  '…': '\\dots{}',
  '[': '{[}',
  ']': '{]}',
  '\u00a0': '~',
  '\u2009': '\\,',
  '\u202f': '\\,',
};

// prettier-ignore
const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'varepsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota', κ: 'kappa',
  λ: 'lambda', μ: 'mu', ν: 'nu', ξ: 'xi', π: 'pi', ρ: 'rho', σ: 'sigma', τ: 'tau', υ: 'upsilon', φ: 'varphi', χ: 'chi',
  ψ: 'psi', ω: 'omega', Γ: 'Gamma', Δ: 'Delta', Θ: 'Theta', Λ: 'Lambda', Ξ: 'Xi', Π: 'Pi', Σ: 'Sigma', Φ: 'Phi', Ψ: 'Psi',
  Ω: 'Omega',
};
/** What T1 fonts have besides: the letters of Latin-1 and of Latin Extended-A, and quotation marks. */
const IN_FONT = /[À-ÖØ-öø-žŸ‘’“”‚„]/;

/**
 * Text for a LaTeX document with UTF-8 input, T1 fonts and amssymb. Brackets are wrapped: after `\\` one would be an option.
 * What no such font has is told by its code point.
 */
export function escapeLatex(text: string): string {
  return visible(text).replace(/[\\{}$&#%_^~<>"|[\]]|[^\x20-\x7e]/gu, (character) => {
    const known = SPECIAL[character] ?? (character in GREEK ? `$\\${GREEK[character]}$` : undefined);
    if (known !== undefined || IN_FONT.test(character)) return known ?? character;
    return `\\texttt{U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}}`;
  });
}
