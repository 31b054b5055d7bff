export * from './bridge.ts';
export * from './content.ts';
export * from './events.ts';
export * from './limits.ts';
export * from './methods.ts';
export * from './names.ts';
export * from './views.ts';
