export { memoryFiles, type Content } from './memory-files.ts';
