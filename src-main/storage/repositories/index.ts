/** One repository a subject. `createRepositories` binds them all to one connection or transaction. */
export type Repositories = object;
