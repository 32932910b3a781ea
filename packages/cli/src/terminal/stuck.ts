import { CamscopeError, openPromises } from '@camscope/core';

/** The error of a command that awaits what nothing is left to give. */
export function stuck(): CamscopeError {
  const open = openPromises();
  if (open.length === 0) return new CamscopeError('INTERNAL', 'The command awaits what never comes');
  return new CamscopeError('PLUGIN_FAILED', 'A plugin awaits what never comes', {
    found: [...new Set(open)].join('; '),
    fix: 'Correct the plugin',
  });
}
