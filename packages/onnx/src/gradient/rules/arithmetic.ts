import type { Rule, RuleContext, RuleTable } from '../rule.ts';

const add: Rule = (at) => wantedInputs(at, () => at.g);

const sub: Rule = (at) => wantedInputs(at, (i) => (i === 0 ? at.g : at.emit.node('Neg', [at.g])));

const mul: Rule = (at) => wantedInputs(at, (i) => at.emit.mul(at.g, at.input(1 - i)));

const div: Rule = (at) =>
  wantedInputs(at, (i) => {
    const { emit, g, y } = at;
    const overB = emit.div(g, at.input(1));
    return i === 0 ? overB : emit.node('Neg', [emit.mul(overB, y)]);
  });

const neg: Rule = ({ emit, g }) => [emit.node('Neg', [g])];

/** Sum of any number of inputs. */
const sum: Rule = add;

const passOn: Rule = ({ g }) => [g];

export const arithmeticRules: RuleTable = {
  Add: add,
  Sub: sub,
  Mul: mul,
  Div: div,
  Neg: neg,
  Sum: sum,
  Identity: passOn,
  Dropout: passOn,
  Cast: passOn,
};

/** The gradient of each wanted input, summed over the axes along which that input was broadcast. */
function wantedInputs(at: RuleContext, gradientOf: (i: number) => string): (string | undefined)[] {
  return at.node.inputs.map((_, i) => (at.wants(i) ? at.unbroadcast(gradientOf(i), i) : undefined));
}
