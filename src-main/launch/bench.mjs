#!/usr/bin/env node
import { requireNode } from './node-version.mjs';

await requireNode();
const { main } = await import('./bench.ts');
process.exitCode = await main(process.argv.slice(2));
