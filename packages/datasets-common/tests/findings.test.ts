import { describe, expect, it, test } from 'vitest';
import { folded, ImageFindings, Vocabulary } from '../src/index.ts';

const box = { x0: 1, y0: 1, x1: 3, y1: 2 };
const outline = [
  [0, 2],
  [2, 2],
  [2, 4],
  [0, 4],
] as const;
/** Pixels (3, 0) and (3, 1) of 4 × 4. */
const mask = { width: 4, height: 4, runs: [12, 2, 2] };

describe('what is drawn of one finding', () => {
  it('is one annotation for each label and reader, in the order in which they come', () => {
    const image = new ImageFindings('a');
    image.addBox('Mass', box, 'R2');
    image.addBox('Edema', box);
    image.addBox('Mass', { ...box, x0: 0 }, 'R2');
    image.addBox('Mass', box, 'R1');
    expect(image.annotations()).toEqual([
      { label: 'Mass', reader: 'R2', boxes: [box, { ...box, x0: 0 }] },
      { label: 'Edema', boxes: [box] },
      { label: 'Mass', reader: 'R1', boxes: [box] },
    ]);
    expect([image.repeats, image.isMixed]).toEqual([false, false]);
  });

  it('counts once where it stands twice', () => {
    const image = new ImageFindings('a');
    for (const one of [box, box]) image.addBox('Mass', one);
    expect(image.annotations()).toEqual([{ label: 'Mass', boxes: [box] }]);
    expect(image.repeats).toBe(true);
  });

  it('is outlines, boxes among them, where there are outlines', () => {
    const image = new ImageFindings('a');
    image.addBox('Mass', box);
    image.addOutlines('Mass', [outline]);
    const corners = [
      [1, 1],
      [3, 1],
      [3, 2],
      [1, 2],
    ];
    expect(image.annotations()).toEqual([
      { label: 'Mass', boxes: [box, { x0: 0, y0: 2, x1: 2, y1: 4 }], contours: [outline, corners] },
    ]);
    expect(image.isMixed).toBe(true);
  });

  it('is a mask, boxes and outlines among it, where there is a mask', () => {
    const image = new ImageFindings('a');
    image.addMask('Mass', mask);
    image.addBox('Mass', box);
    image.addOutlines('Mass', [outline]);
    const [{ boxes, mask: all, contours }] = image.annotations();
    expect(boxes).toEqual([box, { x0: 0, y0: 2, x1: 2, y1: 4 }, { x0: 3, y0: 0, x1: 4, y1: 2 }]);
    // Down the columns: rows 2, 3; 1 to 3; 1; 0, 1.
    expect(all).toEqual({ width: 4, height: 4, runs: [2, 2, 1, 3, 1, 1, 2, 2, 2] });
    expect(contours).toBeUndefined();
  });

  it('is scaled from shares', () => {
    const image = new ImageFindings('a');
    image.addBox('Mass', { x0: 0.25, y0: 0.5, x1: 0.5, y1: 1 });
    image.addOutlines('Edema', [
      [
        [0, 0],
        [0.5, 0],
        [0.5, 0.25],
      ],
    ]);
    expect(image.annotations({ width: 8, height: 4 })).toEqual([
      { label: 'Mass', boxes: [{ x0: 2, y0: 2, x1: 4, y1: 4 }] },
      {
        label: 'Edema',
        boxes: [{ x0: 0, y0: 0, x1: 4, y1: 1 }],
        contours: [
          [
            [0, 0],
            [4, 0],
            [4, 1],
          ],
        ],
      },
    ]);
  });
});

describe('what is known of the whole image', () => {
  const vocabulary = new Vocabulary();
  for (const label of ['Mass', 'Edema', 'Normal']) vocabulary.add(label);

  test.each<[what: string, say: (image: ImageFindings) => void, labels: object]>([
    ['nothing', () => undefined, {}],
    ['what is drawn is present', (image) => image.addBox('Mass', box), { Mass: 1, Normal: 0 }],
    ['what is stated', (image) => image.state('Edema', 0), { Edema: 0 }],
    [
      'presence goes before doubt, and doubt before absence',
      (image) => {
        for (const value of [0, -1, 0] as const) image.state('Edema', value);
        for (const value of [0, 1, -1] as const) image.state('Mass', value);
      },
      { Mass: 1, Edema: -1 },
    ],
    [
      'what is drawn is present though it is denied',
      (image) => {
        image.addBox('Mass', box);
        image.state('Mass', 0);
      },
      { Mass: 1, Normal: 0 },
    ],
    [
      'all is absent where nothing was found',
      (image) => {
        image.state('Normal', 1);
        image.stateNothing();
      },
      { Mass: 0, Edema: 0, Normal: 1 },
    ],
    [
      'unless another reader found something',
      (image) => {
        image.state('Normal', 1);
        image.stateNothing();
        image.addBox('Mass', box, 'R2');
      },
      { Mass: 1, Edema: 0, Normal: 0 },
    ],
  ])('%s', (_, say, labels) => {
    const image = new ImageFindings('a');
    say(image);
    expect(image.labels(vocabulary, 'unknown')).toEqual(labels);
    expect(image.labels(vocabulary, 'absent')).toEqual({ Mass: 0, Edema: 0, Normal: 0, ...labels });
  });
});

describe('a vocabulary', () => {
  it('has labels in their order, composed, and tells those that are alike', () => {
    const vocabulary = new Vocabulary(['kein Befund']);
    for (const name of ['Œdème', 'Œdème', 'kein_Befund', 'oedema', 'œdème'])
      vocabulary.add(name.normalize('NFD'));
    expect(vocabulary.labels).toEqual(['Œdème', 'kein_Befund', 'oedema', 'œdème']);
    expect(vocabulary.labels.filter((label) => vocabulary.meansNothing(label))).toEqual(['kein_Befund']);
    expect(vocabulary.notes()).toEqual(['2 labels that differ in case or separators alone: Œdème, œdème']);
  });

  test.each([
    ['Image_ID', 'imageid'],
    ['Pleural-Effusion (left)', 'pleuraleffusionleft'],
    ['肺炎', '肺炎'],
    ['ﬁ２', 'fi2'],
  ])('folds %s', (name, plain) => {
    expect(folded(name)).toBe(plain);
  });
});
