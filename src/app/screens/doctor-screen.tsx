export { DoctorPanel as DoctorScreen } from '@/features/doctor';
