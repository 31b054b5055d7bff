export { BuilderDialog } from './BuilderDialog.tsx';
