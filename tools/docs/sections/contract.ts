import ts from 'typescript';
import { escaped, tableOf } from '../markdown.ts';
import { codeOf, docOf, exportsOf, type Exported } from './source.ts';

/** What every contribution says of itself; the kinds' own pages do not repeat it. */
const COMMON = 'Contribution';

/** The keys of a kind of contribution beside those that all have: `contract segmenter`. */
export function contractSection(argument: string): string {
  const kinds = membersOf('ContributionKinds');
  const type = kinds.find(({ name }) => name.replaceAll("'", '') === argument)?.type;
  if (type === undefined) throw new Error(`there is no kind '${argument}'`);
  const common = new Set(membersOf(COMMON).map(({ name }) => name));
  // An explainer is one of several.
  const interfaces = unionOf(type) ?? [type];
  const rows = interfaces.flatMap((one) => membersOf(one).filter(({ name }) => !common.has(name)));
  const own = rows.filter(({ type: text }) => text !== 'undefined');
  const first = own.filter(({ name }, i) => own.findIndex((other) => other.name === name) === i);
  return table(first);
}

/** The keys of interfaces that core exports, or what a type may be, one table each: `fields Segmentation Region`. */
export function fieldsSection(argument: string): string {
  return argument
    .split(' ')
    .map((name) => `**${name}**: ${lineOf(name)}\n\n${alternativesTable(name) ?? table(membersOf(name))}`)
    .join('\n\n');
}

/** The keys of an interface of a module: `members cli/explain/write-map ExplainedMap`. */
export function membersSection(argument: string): string {
  const [module, name] = argument.split(' ');
  const [folder, ...entry] = module.split('/');
  return table(membersOf(name, exportsOf(folder, entry.join('/'))));
}

interface Member {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: string;
  readonly doc: string;
}

/** What keys say has a column where any of them says something. */
function table(members: readonly Member[]): string {
  const columns = members.some(({ doc }) => doc !== '') ? 3 : 2;
  return tableOf(
    ['key', 'type', 'what it says'].slice(0, columns),
    members.map(({ name, isOptional, type, doc }) =>
      [`\`${name}${isOptional ? '?' : ''}\``, codeOf(type), doc].slice(0, columns),
    ),
  );
}

function named(
  name: string,
  { checker, exported } = exportsOf('core', 'index'),
): Exported & { readonly checker: ts.TypeChecker } {
  const found = exported.find((one) => one.name === name);
  if (!found) throw new Error(`nothing that is exported is called '${name}'`);
  return { ...found, checker };
}

function lineOf(name: string): string {
  const { symbol, checker } = named(name);
  return docOf(symbol, checker);
}

/** Names of the interfaces that a type is one of. */
function unionOf(name: string): string[] | undefined {
  const { declaration } = named(name);
  if (!ts.isTypeAliasDeclaration(declaration) || !ts.isUnionTypeNode(declaration.type)) return undefined;
  return declaration.type.types.map((type) => /^\w+/.exec(type.getText())![0]);
}

/** What a type that is a union may be; nothing for an interface. */
function alternativesTable(name: string): string | undefined {
  const { declaration, checker } = named(name);
  if (!ts.isTypeAliasDeclaration(declaration)) return undefined;
  const { type } = declaration;
  if (ts.isUnionTypeNode(type))
    return tableOf(
      ['one of', 'what it is'],
      type.types.map((one) => [codeOf(one.getText()), commentBefore(one)]),
    );
  const union = checker.getTypeFromTypeNode(type);
  if (!union.isUnion()) throw new Error(`'${name}' is neither an interface nor a choice`);
  return tableOf(
    ['one of'],
    union.types.map((one) => [codeOf(checker.typeToString(one).replaceAll('"', "'"))]),
  );
}

/** What stands before one of a union's types, and its `|`. */
function commentBefore(type: ts.TypeNode): string {
  const before = type.parent.getSourceFile().text.slice(0, type.getStart());
  return escaped(/\/\*\* ([^*]*?) \*\/\s*\|?\s*$/.exec(before)?.[1] ?? '');
}

/** What an interface holds, what it extends included, but for what all contributions say. */
function membersOf(name: string, from = exportsOf('core', 'index')): Member[] {
  const { checker, symbol } = named(name, from);
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).map((property) => {
    const [declaration] = property.declarations ?? [];
    return {
      name: property.name,
      isOptional: (property.flags & ts.SymbolFlags.Optional) !== 0,
      type: typeText(declaration),
      doc: docOf(property, checker),
    };
  });
}

/** As it is written: `readonly Region[]`; a function with its parameters. */
function typeText(declaration: ts.Declaration): string {
  if (ts.isPropertySignature(declaration)) return declaration.type?.getText() ?? 'unknown';
  if (!ts.isMethodSignature(declaration)) return declaration.getText();
  const parameters = declaration.parameters.map((parameter) => parameter.getText()).join(', ');
  return `(${parameters}) => ${declaration.type?.getText()}`;
}
