// What a study needs, loaded when there is one.
export { runInTab } from './run-in-tab.ts';
export { studyCatalogue } from './study-catalogue.ts';
export { studyFolder } from './study-folder.ts';
export { zipped } from './zip.ts';
