export { AdminView } from './AdminView.tsx'
