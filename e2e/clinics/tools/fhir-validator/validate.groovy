import ca.uhn.fhir.context.FhirContext
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport
import com.fasterxml.jackson.databind.ObjectMapper
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator

// HL7's validator with the definitions and value sets of R4. Reads the files that its arguments name, prints what it
// finds in each as one line of JSON.
def r4 = FhirContext.forR4()
def instance = new FhirInstanceValidator(new ValidationSupportChain(
    new DefaultProfileValidationSupport(r4),
    new CommonCodeSystemsTerminologyService(r4),
    new InMemoryTerminologyServerValidationSupport(r4)))
instance.anyExtensionsAllowed = false
def validator = r4.newValidator().registerValidatorModule(instance)
args.each { path ->
    def found = validator.validateWithResult(new File(path).getText('UTF-8')).messages.collect {
        [severity: it.severity.code, location: it.locationString, text: it.message]
    }
    println new ObjectMapper().writeValueAsString(found)
}
