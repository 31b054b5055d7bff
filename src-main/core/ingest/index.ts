export { createIngest, type Ingest, type IngestOptions, type ReprocessScope } from './ingest.ts';
export { undoJoin } from './undo-join.ts';
export { learnPeople } from './learn-people.ts';
