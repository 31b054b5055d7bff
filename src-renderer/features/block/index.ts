export { BlockCustomer } from './BlockCustomer.tsx';
