import { resolve } from 'node:path';
import { lookAtData, noOverrides, readStudy } from '@camscope/experiment';
import { nodeMachine } from '@camscope/experiment-node';
import { accountOf, readerAgreement, trivialPriors } from '@camscope/pipeline';
import type { CommandContext } from '../command.ts';
import { dataInWords } from '../data/in-words.ts';
import { EXIT } from '../exit-codes.ts';
import { loadPlugins } from '../plugins/load.ts';
import { requestsOf } from '../plugins/requests.ts';
import type { DataOptions } from '../usage/data.ts';

export async function data(study: string, options: DataOptions, context: CommandContext): Promise<void> {
  const { io } = context;
  const file = await readStudy(nodeMachine, resolve(io.cwd, study), study, {
    ...noOverrides,
    set: options.set,
  });
  const requests = requestsOf(file, options, io);
  const { registry } = await loadPlugins(requests, { kinds: ['dataset', 'baseline', 'image-codec'] });
  const { reader, dataset, faults, baselines } = await lookAtData(file, registry, io.signal);
  const report = {
    data: reader.id,
    ...accountOf(dataset),
    priors: trivialPriors(dataset, baselines, file.config.seed),
    agreement: readerAgreement(dataset),
    notes: [...dataset.notes, ...faults],
  };
  io.stdout(options.json ? `${JSON.stringify(report, null, 2)}\n` : dataInWords(report));
  if (faults.length > 0) context.exitCode = EXIT.failed;
}
