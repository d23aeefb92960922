export { commands } from './commands';
export { shareRequestsOf } from './share-requests';
