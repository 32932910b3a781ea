import type { CheckSubject } from './checks/check.ts';

/** Something that ONNX Runtime itself computes wrongly on a provider. */
export interface KnownDefect extends Pick<CheckSubject, 'kind' | 'name'> {
  readonly provider: string;
  /** Operator sets in which it shows. */
  readonly opsets: readonly number[];
  /** Minor versions of ONNX Runtime in which it was seen. */
  readonly versions: readonly string[];
  readonly what: string;
}

export const knownDefects: readonly KnownDefect[] = [
  {
    ...{ provider: 'webgpu', kind: 'rule', name: 'Softmax of all trailing axes', opsets: [12] },
    versions: ['1.29', '1.30'],
    what: 'Softmax of an operator set before 13 fails over several axes of some sizes',
  },
  {
    ...{ provider: 'webgpu', kind: 'rule', name: 'Slice backwards', opsets: [17, 25] },
    versions: ['1.29', '1.30'],
    what: 'Slice takes a negative step to start at the last element wherever it does',
  },
];

/** The known defect that a check meets on a provider of a version of ONNX Runtime. */
export function knownDefect(check: CheckSubject, provider: string, version: string): KnownDefect | undefined {
  const minor = version.split('.').slice(0, 2).join('.');
  return knownDefects.find(
    (defect) =>
      defect.provider === provider &&
      defect.kind === check.kind &&
      defect.name === check.name &&
      defect.opsets.includes(check.opset ?? 0) &&
      defect.versions.includes(minor),
  );
}
