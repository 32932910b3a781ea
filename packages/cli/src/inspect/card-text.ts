import { relative } from 'node:path';
import type { ModelCard } from '@camscope/core';
import { NETWORK_FACTS, type Network, type NetworkFact } from '@camscope/engine';
import { stringify } from 'yaml';
import { originInWords } from './in-words.ts';

const ABOUT: Readonly<Record<NetworkFact, string>> = {
  score: 'The tensor of scores before softmax or sigmoid.',
  activation:
    'How scores become probabilities: sigmoid (findings that go together), softmax (of several one), or none.',
  labels: 'One for each class, in the order of the outputs.',
  preprocessing:
    'What images are made into: black and white become the range, from which mean is taken, and std divides it.',
  layer: 'The default target layer.',
};

/**
 * A model card to fill in, YAML. What is known stands in it; what was guessed is there as a comment, so that it stays a guess until
 * somebody takes the \`#\` away: the card is valid as it is and gives the same network.
 * @param location of the ONNX file. @param folder of the card; both absolute.
 */
export function cardText(network: Network, location: string, folder: string): string {
  const file = relative(folder, location).replaceAll('\\', '/');
  const head = `# What camscope knows of this network. A guess is a comment: correct it, and take its # away.\n`;
  const facts = NETWORK_FACTS.filter((fact) => fieldsOf(network)[fact] !== undefined);
  return [
    head + stringify({ file, name: network.name }),
    ...facts.map((fact) => section(network, fact)),
    ...(network.trainedOn ? [trainedOn(network.trainedOn)] : []),
  ].join('\n');
}

function trainedOn(names: readonly string[]): string {
  const about = '# Data that it was trained on. A study on others of the same people says so.\n';
  return about + stringify({ trainedOn: [...names] }, { lineWidth: 0 });
}

function section(network: Network, fact: NetworkFact): string {
  const { family, origins } = network;
  const isGuess = origins[fact].from === 'guess';
  const value = fieldsOf(network)[fact];
  const text =
    fact === 'preprocessing'
      ? `${fact}: ${stringify(value, { collectionStyle: 'flow', lineWidth: 0 })}`
      : stringify({ [fact]: value }, { lineWidth: 0 });
  return [
    `# ${ABOUT[fact]}\n# ${capitalised(originInWords(origins[fact], family))}.\n`,
    isGuess ? text.replace(/^(?=.)/gm, '# ') : text,
  ].join('');
}

function fieldsOf({
  head,
  activation,
  labels,
  preprocessing,
  target,
}: Network): Pick<ModelCard, NetworkFact> {
  return { score: head.logits, activation, labels: [...labels], preprocessing, layer: target };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
