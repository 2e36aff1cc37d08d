export { ConversationsView } from './ConversationsView.tsx'
export { RoomPane } from './RoomPane.tsx'
