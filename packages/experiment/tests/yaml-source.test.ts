import { describe, expect, it } from 'vitest';
import { Environment } from '../src/config/environment.ts';
import { YamlSource } from '../src/config/yaml-source.ts';

const TEXT = `one: &anchor
  - first
  - { deep: 1 }
two: *anchor
`;

describe('YamlSource', () => {
  it('knows where values and keys are', () => {
    const source = new YamlSource(TEXT, 'x.yaml');
    expect(source.value).toEqual({ one: ['first', { deep: 1 }], two: ['first', { deep: 1 }] });
    expect(source.at(['one', 0])).toBe('x.yaml:2:5');
    expect(source.at(['one', 1, 'deep'])).toBe('x.yaml:3:13');
    expect(source.atKey(['one', 1, 'deep'])).toBe('x.yaml:3:7');
    expect(source.atKey(['two'])).toBe('x.yaml:4:1');
    expect(source.at(['two', 1, 'deep'])).toBe('x.yaml:3:13');
  });

  it('falls back to what is around a value that is not written', () => {
    const source = new YamlSource(TEXT, 'x.yaml');
    expect(source.at([])).toBe('x.yaml:1:1');
    expect(source.at(['three', 'deep'])).toBe('x.yaml:1:1');
    expect(source.at(['one', 1, 'other'])).toBe('x.yaml:3:5');
    expect(new YamlSource('', 'x.yaml').at(['a'])).toBe('x.yaml:1:1');
  });

  it('knows where merged keys are written', () => {
    const text =
      'base: &base\n  a: 1\n  b: 2\nother: &other { c: { d: 3 } }\nall:\n  <<: [*other, *base]\n  b: 4\n';
    const source = new YamlSource(text, 'x.yaml');
    expect(source.value).toMatchObject({ all: { a: 1, b: 4, c: { d: 3 } } });
    expect(source.at(['all', 'a'])).toBe('x.yaml:2:6');
    expect(source.at(['all', 'b'])).toBe('x.yaml:7:6');
    expect(source.atKey(['all', 'c', 'd'])).toBe('x.yaml:4:22');
    expect(source.has(['all', 'c', 'd'])).toBe(true);
    expect(source.has(['all', 'e'])).toBe(false);
  });

  it.each([
    ['a: [1', 'x.yaml:1:6'],
    ['a: 1\na: 2', 'x.yaml:2:1'],
    ['a: *nowhere', 'x.yaml:1:4'],
    ['a: !unknown 1', 'x.yaml:1:4'],
    ['a: 1\n---\nb: 2', 'x.yaml:2:1'],
    ['a: 1\n b: 2', 'x.yaml:1:4'],
  ])('refuses %j', (text, place) => {
    expect(() => new YamlSource(text, 'x.yaml')).toThrow(place);
  });

  it('refuses a bomb of aliases', () => {
    const levels = 'abcdefgh'.split('').map(
      (name, i, all) =>
        `${name}: &${name} [${Array(9)
          .fill(i ? `*${all[i - 1]}` : '1')
          .join(', ')}]`,
    );
    expect(() => new YamlSource(levels.join('\n'), 'x.yaml')).toThrow('x.yaml:1:1: Excessive alias count');
  });
});

describe('variables of the environment', () => {
  const filled = (text: string, variables: Record<string, string>) => {
    const environment = new Environment(variables);
    return { value: new YamlSource(text, 'x.yaml', environment).value, taken: environment.taken };
  };

  it('stand in texts, and numbers come of what is not quoted', () => {
    const text = "a: ${B}/${A}\nb: '${N}'\nc: ${N}\n${A}: [${N:-1}, x]".replace(
      '[${N:-1}, x]',
      "['${NO:-none}']",
    );
    expect(filled(text, { A: 'x', B: '/data', N: '5' })).toEqual({
      value: { a: '/data/x', b: '5', c: 5, '${A}': ['none'] },
      taken: { A: 'x', B: '/data', N: '5', NO: 'none' },
    });
  });

  it('are no YAML', () => {
    expect(filled('a: ${A}\nb: ${B}', { A: '[1, 2]', B: 'c: # d' }).value).toEqual({
      a: '[1, 2]',
      b: 'c: # d',
    });
  });

  it('have defaults where they are not set, or empty', () => {
    expect(filled('a: ${A:-x}\nb: ${B:-}\nc: ${A}', { A: '' }).value).toEqual({ a: 'x', b: '', c: '' });
  });

  it('are none behind two dollars', () => {
    expect(filled('a: $${A} $5 $A', {})).toEqual({ value: { a: '${A} $5 $A' }, taken: {} });
  });

  it('that are missing are told, each with its place', () => {
    expect(() => filled('a: 1\nb:\n  - ${A}\nc: ${1}', {})).toThrow(
      /x.yaml:3:5: The environment has no A\n.*also\n.*x.yaml:4:4: '\$\{' begins no variable/s,
    );
  });

  it('stand as they are without an environment', () => {
    expect(new YamlSource('a: ${A}', 'x.yaml').value).toEqual({ a: '${A}' });
  });
});
