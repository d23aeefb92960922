export { DoctorPanel } from './doctor-panel';
