import type { NodeFacts } from './facts/node-facts.ts';
import type { Rule, RuleTable } from './rule.ts';

/** A way to go backwards through a network: a rule for each of its nodes. */
export interface RuleSet {
  /** What messages call it: `No NAME rule for operator …`. */
  readonly name: string;
  /** Undefined where it has none. */
  ruleFor(facts: NodeFacts): Rule | undefined;
  /** Its rules compare images: those of an `average` with the image that is explained. */
  readonly compares?: boolean;
  /** All that it has a rule for, where that hangs on the operator alone. */
  readonly operators?: readonly string[];
}

/** A rule for each operator, whatever it is for. */
export function byOperator(
  name: string,
  table: RuleTable,
): RuleSet & { readonly operators: readonly string[] } {
  return {
    name,
    operators: Object.keys(table),
    ruleFor({ node }) {
      const key = node.domain === '' ? node.op : `${node.domain}:${node.op}`;
      return Object.hasOwn(table, key) ? table[key] : undefined;
    },
  };
}
