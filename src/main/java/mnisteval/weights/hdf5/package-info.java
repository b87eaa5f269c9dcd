/** Reads HDF5 files through jHDF: bounded bytes -> objects of groups, texts and arrays. */
package mnisteval.weights.hdf5;
