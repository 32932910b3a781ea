import { normalisedAxes, wantedInputs, type Rule } from '@camscope/onnx/rules';

/** All to what is let through, nothing to the gate that says how much of it. */
export const toSignal: Rule = (at) => {
  const signal = at.facts.signal!;
  return wantedInputs(at, (i) => (i === signal ? at.unbroadcast(at.g, i) : undefined));
};

/** Half of what each factor would have alone, to both (AttnLRP, arXiv:2402.05602, equation 14). */
export const halved =
  (share: Rule): Rule =>
  (at) =>
    share(at).map((relevance) => relevance && at.emit.mul(relevance, at.emit.scalar(0.5)));

/** xᵢ · (Rᵢ − yᵢ · Σ_j R_j), the Taylor expansion of a softmax (AttnLRP, arXiv:2402.05602, proposition 3.1). */
export const softmaxRule: Rule = (at) => {
  const { emit } = at;
  const total = emit.reduceSum(at.g, normalisedAxes(at));
  return [emit.mul(at.x, emit.sub(at.g, emit.mul(at.y, total)))];
};
