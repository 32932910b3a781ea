import { peopleOfTraining, sharedPeople, type DataNamed, type SharedPeople } from './people.ts';

/** A network that says what it was trained on. */
export interface Trained {
  readonly name: string;
  readonly trainedOn?: readonly string[];
}

/**
 * A note on each network that has been trained on people of the data.
 * @param known the data that plugins know.
 */
export function trainingNotes(
  networks: readonly Trained[],
  data: DataNamed,
  known: readonly DataNamed[],
): string[] {
  return networks.flatMap(({ name: network, trainedOn = [] }) =>
    trainedOn.flatMap((name) => {
      const shared = peopleOfTraining(name, data, known);
      if (!shared) return [];
      const same =
        shared.from === undefined
          ? 'which are the data here'
          : `and ${data.title} is drawn from ${inWords(shared)}`;
      return [
        `${network} was trained on ${name}, as its card says, ${same}: unless these images and their patients were kept from ` +
          `its training, its figures are of what it has seen; report on a split that was kept from it, or on other people`,
      ];
    }),
  );
}

/** A note on two runs whose data have people in common and are not the same; undefined where nobody says that they have. */
export function runsNote(a: DataNamed, b: DataNamed): string | undefined {
  const shared = a.id === b.id ? undefined : sharedPeople(a, b);
  return (
    shared &&
    `${a.title} and ${b.title} are of one collection, ${inWords(shared)}: the same people may be in both runs, so that the one ` +
      `does not confirm the other as data of other people would`
  );
}

function inWords({ from, sources }: SharedPeople): string {
  return sources.length === 0 ? from! : `${from} (${sources.join('; ')})`;
}
