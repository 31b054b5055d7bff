export { ForwardDialog } from './ForwardDialog.tsx';
