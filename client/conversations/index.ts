export { ConversationsView } from './ConversationsView.tsx'
export { MissingRoom } from './MissingRoom.tsx'
export { RoomPane } from './RoomPane.tsx'
