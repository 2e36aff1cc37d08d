/** What is asked and answered where a story needs any consult. */
export const asking = {
  department: 'Kardiologie',
  priority: 'Notfall',
  patient: 'Zwiebelfisch, Erika',
  birthDate: '1961-02-03',
  question: 'ST-Hebung in II, III und aVF: Katheter noch heute?',
} as const
export const report = {
  findings: 'Hinterwandinfarkt, frisch.',
  assessment: 'Indikation zur sofortigen Koronarangiographie.',
  recommendation: 'Verlegung in das Katheterlabor, Heparin 5000 IE.',
}
