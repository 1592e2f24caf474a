// Its dependency injection needs the polyfill before it, and a bundler that splits keeps that order only within one module.
import 'reflect-metadata';
export * as x509 from '@peculiar/x509';
