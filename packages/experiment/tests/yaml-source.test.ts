import { describe, expect, it } from 'vitest';
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
