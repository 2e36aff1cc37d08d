export { ConsultAlerts } from './ConsultAlerts.tsx'
export { ConsultsView } from './ConsultsView.tsx'
export { NewConsultView } from './NewConsultView.tsx'
