import { NETWORK_FACTS, type Network } from '@camscope/engine';
import { stringify } from 'yaml';

/** A model card of what is known of a network, YAML. What was guessed stands in it as a comment, so that it stays a guess. */
export function cardText(network: Network): string {
  const { head, activation, labels, preprocessing, target, origins, name } = network;
  const facts = { score: head.logits, activation, labels, preprocessing, layer: target };
  const sections = NETWORK_FACTS.filter((fact) => facts[fact] !== undefined).map((fact) => {
    const text = stringify({ [fact]: facts[fact] }, { lineWidth: 0 });
    return origins[fact].from === 'guess' ? `# a guess:\n${text.replace(/^(?=.)/gm, '# ')}` : text;
  });
  return [stringify({ name }), ...sections].join('');
}
