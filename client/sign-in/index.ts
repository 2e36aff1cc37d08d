export { leave, takeEnding } from './ending.ts'
export { NotLoaded } from './NotLoaded.tsx'
export { SignInView } from './SignInView.tsx'
export { StartScreen } from './StartScreen.tsx'
