import { ContainerModule, FILES } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';

/** What the command's application stands on, whatever the plugins: the files of this machine. */
export const nodeModule = new ContainerModule(({ bind }) => {
  bind(FILES).toConstantValue(nodeFiles);
});
