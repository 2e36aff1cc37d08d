import { defineWords } from '../index.ts'

export const specialtyWords = defineWords({
  de: {
    anaesthetics: 'Anästhesie',
    cardiology: 'Kardiologie',
    dermatology: 'Dermatologie',
    'emergency-medicine': 'Notfallmedizin',
    'general-medicine': 'Innere und Allgemeinmedizin',
    'general-surgery': 'Allgemeinchirurgie',
    neurology: 'Neurologie',
    oncology: 'Onkologie',
    paediatrics: 'Kinder- und Jugendmedizin',
    pulmonology: 'Pneumologie',
    radiology: 'Radiologie',
  },
  en: {
    anaesthetics: 'Anaesthetics',
    cardiology: 'Cardiology',
    dermatology: 'Dermatology',
    'emergency-medicine': 'Emergency medicine',
    'general-medicine': 'General medicine',
    'general-surgery': 'General surgery',
    neurology: 'Neurology',
    oncology: 'Oncology',
    paediatrics: 'Paediatrics',
    pulmonology: 'Pulmonology',
    radiology: 'Radiology',
  },
})
