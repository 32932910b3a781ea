import { CamscopeError } from '@camscope/core';

/** `$${`, which stands for `${`; `${NAME}` and `${NAME:-default}`; or a beginning of neither. */
const REFERENCE = /\$\$\{|\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}|\$\{/g;

/** By their names. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Variables of the environment as a study takes them, and what it took. */
export class Environment {
  readonly #variables: Variables;
  readonly #taken = new Map<string, string>();

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  /** What was filled in, by name; defaults too. */
  get taken(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#taken].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * A text with variables filled in; the default where a variable is not set, or is empty.
   * @param at where it is written.
   * @throws CamscopeError CONFIG_INVALID for a variable that is not set and has no default.
   */
  filled(text: string, at: string): string {
    return text.replace(REFERENCE, (found, name?: string, preset?: string) => {
      if (name !== undefined) return this.#valueOf(name, preset, at);
      if (found === '$${') return '${';
      throw new CamscopeError('CONFIG_INVALID', `'\${' begins no variable in '${text}'`, {
        at,
        fix: 'Write ${NAME} or ${NAME:-default}, or $${ for the characters themselves',
      });
    });
  }

  #valueOf(name: string, preset: string | undefined, at: string): string {
    const own = this.#variables[name];
    const value = own === '' ? (preset ?? own) : (own ?? preset);
    if (value === undefined)
      throw new CamscopeError('CONFIG_INVALID', `The environment has no ${name}`, {
        at,
        fix: `Set it, or give a default: \${${name}:-…}`,
      });
    this.#taken.set(name, value);
    return value;
  }
}
