// HAPI's FHIR server with its database in memory: PORT ORIGIN, the origin whose pages may speak to it.
import ca.uhn.fhir.context.FhirContext
import ca.uhn.fhir.interceptor.api.Hook
import ca.uhn.fhir.interceptor.api.IInterceptorService
import ca.uhn.fhir.interceptor.api.Interceptor
import ca.uhn.fhir.interceptor.api.Pointcut
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig
import ca.uhn.fhir.jpa.api.dao.DaoRegistry
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config
import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig
import ca.uhn.fhir.jpa.config.HapiJpaConfig
import ca.uhn.fhir.jpa.config.r4.JpaR4Config
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil
import ca.uhn.fhir.jpa.model.config.PartitionSettings
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings
import ca.uhn.fhir.jpa.model.dialect.HapiFhirH2Dialect
import ca.uhn.fhir.jpa.provider.JpaSystemProvider
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider
import ca.uhn.fhir.rest.server.RestfulServer
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException
import ca.uhn.fhir.rest.server.interceptor.CorsInterceptor
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory
import jakarta.persistence.EntityManagerFactory
import jakarta.servlet.DispatcherType
import jakarta.servlet.Filter
import jakarta.servlet.FilterChain
import jakarta.servlet.ServletRequest
import jakarta.servlet.ServletResponse
import jakarta.servlet.http.HttpServlet
import jakarta.servlet.http.HttpServletRequest
import jakarta.servlet.http.HttpServletResponse
import javax.sql.DataSource
import org.hl7.fhir.instance.model.api.IBaseResource
import org.hl7.fhir.r4.model.Patient
import org.eclipse.jetty.ee10.servlet.FilterHolder
import org.eclipse.jetty.ee10.servlet.ServletContextHandler
import org.eclipse.jetty.ee10.servlet.ServletHolder
import org.eclipse.jetty.server.Server
import org.h2.jdbcx.JdbcConnectionPool
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory
import org.springframework.context.annotation.AnnotationConfigApplicationContext
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Import
import org.springframework.context.annotation.Primary
import org.springframework.orm.jpa.JpaTransactionManager
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean
import org.springframework.transaction.annotation.EnableTransactionManagement
import org.springframework.web.cors.CorsConfiguration

@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement
@Import([JpaR4Config, HapiJpaConfig, JpaBatch2Config, Batch2JobsConfig, ThreadPoolFactoryConfig, SubscriptionChannelConfig])
class Config {
  @Bean JpaStorageSettings storageSettings() {
    def s = new JpaStorageSettings()
    s.hibernateSearchIndexSearchParams = false
    s.schedulingDisabled = true
    s
  }
  @Bean PartitionSettings partitionSettings() { new PartitionSettings() }
  @Bean SubscriptionSettings subscriptionSettings() { new SubscriptionSettings() }
  @Bean DataSource dataSource() { JdbcConnectionPool.create('jdbc:h2:mem:fhir;DB_CLOSE_DELAY=-1', 'sa', '') }
  @Bean @Primary LocalContainerEntityManagerFactoryBean entityManagerFactory(ConfigurableListableBeanFactory beans, FhirContext fhir, JpaStorageSettings settings, DataSource source) {
    def f = HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhir, settings)
    f.persistenceUnitName = 'HAPI_PU'
    f.dataSource = source
    f.jpaProperties = new Properties([
      'hibernate.dialect': HapiFhirH2Dialect.name,
      'hibernate.hbm2ddl.auto': 'update',
      'hibernate.search.enabled': 'false',
    ])
    f
  }
  @Bean(name = ['hapiTransactionManager', 'transactionManager']) @Primary JpaTransactionManager hapiTransactionManager(EntityManagerFactory emf) { new JpaTransactionManager(emf) }
}

/**
 * As a hospital's single sign-on does: whoever has been at its page brings a cookie, and others are sent away. `?as=reader`
 * signs in somebody who may store nothing.
 */
class SignIn extends HttpServlet {
  @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader('Set-Cookie', "signed-in=${request.getParameter('as') ?: 'yes'}; HttpOnly; SameSite=Strict; Path=/")
    response.writer.print('Signed in.')
  }
}
class OnlySignedIn implements Filter {
  @Override void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {
    def signedIn = request.cookies?.find { it.name == 'signed-in' }?.value
    def mayNot = signedIn == 'reader' && request.method != 'GET'
    if ((signedIn && !mayNot) || request.method == 'OPTIONS') {
      chain.doFilter(request, response)
      return
    }
    // Otherwise a browser would not let the page know that it was refused.
    response.addHeader('Access-Control-Allow-Origin', request.getHeader('Origin') ?: 'null')
    response.addHeader('Access-Control-Allow-Credentials', 'true')
    response.sendError(mayNot ? 403 : 401)
  }
}

/** A rule of the house that the definitions of R4 do not know. */
@Interceptor
class OnlyOpenCases {
  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  void look(IBaseResource resource) {
    if (resource instanceof Patient && resource.nameFirstRep.family == 'Ohnefall')
      throw new UnprocessableEntityException('Zu dieser Person ist kein Fall offen.')
  }
}

def (port, allowedOrigin) = [args[0] as int, args[1]]
def beans = new AnnotationConfigApplicationContext(Config)
def fhir = beans.getBean(FhirContext)
def server = new RestfulServer(fhir)
server.registerProviders(beans.getBean('myResourceProvidersR4', ResourceProviderFactory).createProviders())
server.registerProvider(beans.getBean(JpaSystemProvider))
beans.getBean(IInterceptorService).registerInterceptor(new OnlyOpenCases())
server.pagingProvider = beans.getBean(DatabaseBackedPagingProvider)
server.registerInterceptor(new CorsInterceptor(new CorsConfiguration(
  allowedOrigins: [allowedOrigin], allowedMethods: ['GET', 'POST'], allowedHeaders: ['Content-Type', 'Accept'], allowCredentials: true,
)))
def http = new Server(new InetSocketAddress('127.0.0.1', port))
def handler = new ServletContextHandler()
handler.addServlet(new ServletHolder(new SignIn()), '/sign-in')
handler.addServlet(new ServletHolder(server), '/fhir/*')
handler.addFilter(new FilterHolder(new OnlySignedIn()), '/fhir/*', EnumSet.of(DispatcherType.REQUEST))
http.handler = handler
http.start()
