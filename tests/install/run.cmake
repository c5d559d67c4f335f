# Installs the build in BUILD to a folder of its own and uses it as three programs would: found by CMake, found by
# pkg-config, and taken in as a folder of the sources. The last compiles the whole library again, so it is only configured
# unless ADD_SUBDIRECTORY is on. All must print the same about CONTACT.
file(REMOVE_RECURSE ${WORK})
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endfunction()
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)

run(${CMAKE_COMMAND} -G Ninja -S ${SOURCE}/tests/install -B ${WORK}/found -DCMAKE_PREFIX_PATH=${WORK}/prefix
    -DEXAMPLES=${SOURCE}/examples -DCMAKE_C_COMPILER=${CC} -DCMAKE_CXX_COMPILER=${CXX})
run(${CMAKE_COMMAND} --build ${WORK}/found)

file(GLOB_RECURSE pc ${WORK}/prefix/*/callnorm.pc)
get_filename_component(pc_folder ${pc} DIRECTORY)
get_filename_component(lib_folder ${pc_folder} DIRECTORY)
execute_process(COMMAND ${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${pc_folder} pkg-config --define-variable=prefix=${WORK}/prefix
                        --cflags --libs callnorm
                OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(flags UNIX_COMMAND "${flags}")
run(${CC} ${SOURCE}/examples/c/evaluate_file.c -o ${WORK}/by_pkg_config ${flags} -Wl,-rpath,${lib_folder})

set(programs ${WORK}/found/by_c ${WORK}/found/by_cpp ${WORK}/by_pkg_config)
run(${CMAKE_COMMAND} -G Ninja -S ${SOURCE}/tests/install -B ${WORK}/inside -DCALLNORM_SOURCE=${SOURCE}
    -DEXAMPLES=${SOURCE}/examples -DCMAKE_C_COMPILER=${CC} -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_BUILD_TYPE=Release)
if(ADD_SUBDIRECTORY)
  run(${CMAKE_COMMAND} --build ${WORK}/inside)
  list(APPEND programs ${WORK}/inside/by_c ${WORK}/inside/by_cpp)
endif()
set(first "")
foreach(program IN LISTS programs)
  execute_process(COMMAND ${program} ${CONTACT} OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
  if(printed STREQUAL "" OR (NOT first STREQUAL "" AND NOT first STREQUAL printed))
    message(FATAL_ERROR "${program} prints something else:\n${printed}")
  endif()
  set(first "${printed}")
endforeach()
list(LENGTH programs count)
message("${count} programs print the same")
