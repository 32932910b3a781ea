/** Stands in stacks between camscope and a function of a plugin. */
export const MARK = 'callOfPlugin';

interface Frame {
  /** Path or URL. */
  readonly file: string;
  readonly position: string;
}

/** `file:line:column`, without folders, of the plugin's own frame in which something was thrown, if the stack has one. */
export function placeIn(thrown: unknown): string | undefined {
  const stack = thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : '';
  const lines = stack.split('\n');
  const mark = lines.findIndex((line) => line.includes(MARK));
  const frames = (mark < 0 ? lines : lines.slice(0, mark)).flatMap(frameOf);
  // Below the mark is the function itself; the plugin may have called others, and those what threw.
  const { file } = (mark < 0 ? frames[0] : frames.at(-1)) ?? {};
  const frame = frames.find((one) => one.file === file);
  return frame && `${frame.file.replace(/^.*[/\\]/, '')}:${frame.position}`;
}

/** Of V8 (`at f (file:1:2)`) and of others (`f@file:1:2`). */
function frameOf(line: string): Frame[] {
  const [, file, position] = /(?:\(|@|\bat (?:async )?)([^()@]+?):(\d+:\d+)\)?$/.exec(line.trim()) ?? [];
  return file === undefined || file.startsWith('node:') ? [] : [{ file, position }];
}
