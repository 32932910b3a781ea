import { format, resolveConfig } from 'prettier';
import { sections } from './sections.ts';

/** `<!-- begin NAME ARGUMENT -->`, what is generated, `<!-- end NAME -->`; or code, in which markers mean nothing. */
const BLOCK = /^<!-- begin (\S+)(?: (.*?))? -->\n[\s\S]*?^<!-- end \1 -->$|^```[\s\S]*?^```$/gm;

/**
 * A page with what is between its markers generated anew, as Prettier formats it.
 * @param page its path, relative to the workspace.
 * @throws Error for markers that name nothing, or are not paired.
 */
export async function withGenerated(page: string, text: string): Promise<string> {
  const [alone] = /^<!-- (begin|end) .*-->$/m.exec(byHand(text)) ?? [];
  if (alone) throw new Error(`${page}: ${alone} has no partner`);
  const style = { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' };
  let generated = '';
  let done = 0;
  for (const { 0: block, 1: name, 2: argument = '', index } of text.matchAll(BLOCK)) {
    if (name === undefined) continue;
    const [begin] = block.split('\n', 1);
    const content = await format(contentOf(page, begin, name, argument), style);
    generated += `${text.slice(done, index)}${begin}\n\n${content}\n<!-- end ${name} -->`;
    done = index + block.length;
  }
  return generated + text.slice(done);
}

/** What people wrote of a page, without its code. */
export function byHand(text: string): string {
  return text.replace(BLOCK, '');
}

/** What stands under a heading, up to the next one of any level; nothing where there is no such heading. */
export function sectionOf(text: string, heading: string): string | undefined {
  const parts = text.split(/^(#{2,} .*)$/m);
  const at = parts.findIndex((part) => part.replace(/^#+ /, '') === heading);
  return at < 0 ? undefined : parts[at + 1];
}

function contentOf(page: string, begin: string, name: string, argument: string): string {
  try {
    if (Object.hasOwn(sections, name)) return sections[name]({ page, argument });
    throw new Error(`there is only ${Object.keys(sections).join(', ')}`);
  } catch (error) {
    throw new Error(`${page}: ${begin}: ${(error as Error).message}`, { cause: error });
  }
}
