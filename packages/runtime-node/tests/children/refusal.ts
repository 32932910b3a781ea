// Prints why a provider cannot start, and what the CPU gives.
import { floatTensor, isCamscopeError } from '@camscope/core';
import { startNodeRuntime } from '@camscope/runtime-node';
import { model } from '../support.ts';

const [, , provider] = process.argv;
const runtime = startNodeRuntime();
const error: unknown = await runtime.open(model('relu'), { provider }).catch((error) => error);
const reason = isCamscopeError(error) ? error.details.found : String(error);
const session = await runtime.open(model('relu'), { provider: 'cpu' });
const { y } = await session.run({ x: floatTensor(Float32Array.of(-1, 0, 2), [1, 3]) });
await runtime.close();
console.log(JSON.stringify({ reason, cpu: Array.from(y.data, Number) }));
