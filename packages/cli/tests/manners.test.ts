import { describe, expect, it } from 'vitest';
import { camscope, CARD, folderWith, mirror } from './support.ts';

const EXPLAIN = ['explain', 'x.png', '--method', 'grad-cam', '--out', 'out'];

describe('usage', () => {
  it.each([
    [['--help'], 'Usage: camscope'],
    [['explain', '--help'], 'Usage: camscope explain'],
    [['run', '--help'], '--out <folder>'],
    [['report', '--help'], '--no-gallery'],
    [['compare', '--help'], 'Usage: camscope compare [options] <a> <b>'],
    [['validate', '--help'], 'Usage: camscope validate [options] <study>'],
    [['--version'], '0.'],
  ])('%j goes to stdout', async (argv, text) => {
    expect(await camscope('/', argv)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(text),
      stderr: '',
    });
  });

  it.each([
    [['explian']],
    [['explain']],
    [['explain', 'x.png', '--metod', 'grad-cam', '--out', 'out']],
    [['explain', 'x.png', '--out', 'out']],
    [[...EXPLAIN, '--out', 'other']],
    [['report', 'results', '--metric', 'a', '--metric', 'b']],
    [['compile', 'x.onnx', '--method', 'grad-cam', '--method', 'layer-cam', '--out', 'y.onnx']],
    [['run', 'a.yaml', '--shard', '1/2', '--shard', '1/2']],
    [[...EXPLAIN, '--treads', '2']],
    [[...EXPLAIN, '--threads', '0']],
    [[...EXPLAIN, '--option', 'relu']],
    [[...EXPLAIN, '--option', 'relu=true', '--option', 'relu=false']],
    [[...EXPLAIN, '--colour-map', 'rainbow']],
    [['list', 'segmenter', 'metric']],
    [[]],
  ])('%j ends with 2', async (argv) => {
    const { code, stdout, stderr } = await camscope('/', argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatchSnapshot();
  });

  it('tells usage errors as JSON too', async () => {
    const { code, stderr } = await camscope('/', [...EXPLAIN, '--treads', '2', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'CONFIG_INVALID', message: expect.stringContaining('--threads') },
    });
  });
});

describe('errors', () => {
  it.each([
    ['no network', EXPLAIN, 'No network is named'],
    ['a method', [...EXPLAIN.with(3, 'grad-kam'), '--card', 'card.yaml'], ': grad-cam, xgrad-cam'],
    [
      'an option',
      [...EXPLAIN, '--card', 'card.yaml', '--option', 'rlu=true'],
      "unknown option 'rlu' (nearest: relu)",
    ],
    ['an image', [...EXPLAIN, '--card', 'card.yaml'], 'Cannot read x.png'],
    ['a card', [...EXPLAIN, '--card', 'bad.yaml'], "bad.yaml:1:1: unknown key 'lables' (nearest: labels)"],
    [
      'a layer',
      [...EXPLAIN.with(1, 'mirror.onnx'), '--card', 'card.yaml', '--layer', 'layer4'],
      "No layer is called 'layer4'",
    ],
    [
      'a class',
      [...EXPLAIN.with(1, 'mirror.onnx'), '--card', 'card.yaml', '--target', 'Maas'],
      'Nearest: Mass',
    ],
    [
      'a provider',
      [...EXPLAIN.with(1, 'mirror.onnx'), '--card', 'card.yaml', '--provider', 'abacus'],
      'abacus',
    ],
  ])('about %s end with 2 and say what to do', async (_, argv, text) => {
    const cwd = await folderWith({ 'mirror.onnx': mirror, 'card.yaml': CARD, 'bad.yaml': 'lables: [a]' });
    const { code, stdout, stderr } = await camscope(cwd, argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(text);
    expect(stderr).not.toContain('    at ');
  });

  it('come with their stack on demand', async () => {
    const { stderr } = await camscope('/', ['describe', 'nothing'], { debug: true });
    expect(stderr).toMatch(/CamscopeError: No contribution is called 'nothing'[^]*\n {4}at /);
  });

  it('that nobody foresaw end with 70 and name the way to their stack', async () => {
    const stdout = () => {
      throw new TypeError('the paper is out');
    };
    const { code, stderr } = await camscope('/', ['list'], { stdout });
    expect(code).toBe(70);
    expect(stderr).toMatch(/^camscope: the paper is out\n.*CAMSCOPE_DEBUG=1/);
  });
});
