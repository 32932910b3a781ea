/** Something of a study as its lock has it. */
interface Titled {
  readonly name: string;
  readonly use: string;
  readonly title: string;
}

/** Its title and, where others have the same and its name is one that the study gave it, its name. */
export function titleOf(one: Titled, all: readonly Titled[]): string {
  const isAlone = all.every(({ name, title }) => name === one.name || title !== one.title);
  return isAlone || isOwnName(one) ? one.title : `${one.title} (${one.name})`;
}

/** `grad-cam`, `finer(grad-cam)`: what it is called unless a study says otherwise. */
function isOwnName({ name, use }: Titled): boolean {
  return name === use || name.startsWith(`${use}(`);
}
