#!/usr/bin/env node
import { requireNode } from './node-version.mjs';

await requireNode();
const { look } = await import('./test.ts');
process.exitCode = await look(process.argv.slice(2));
